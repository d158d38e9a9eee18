package dev.dunder.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Writes nothing, and fails where the classes are not as the database is; says by name what has moved. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends GeneratorMojo {
    /** For Maven, which makes one by its name. */
    public CheckMojo() {}

    @Override
    void run(Run generator) throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        int exit = generator.start("--check");
        if (exit == Run.MOVED) {
            throw new MojoFailureException("The models are not as the database is; what has moved is above.");
        }
        if (exit != 0) {
            throw new MojoExecutionException("The models could not be checked; the reason is above.");
        }
    }
}
