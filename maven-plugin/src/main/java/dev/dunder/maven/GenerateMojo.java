package dev.dunder.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes a class for each table, to be compiled with the project's own. Where they are made of files of SQL, nothing is run until
 * one of those changes.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends GeneratorMojo {
    /** For Maven, which makes one by its name. */
    public GenerateMojo() {}

    @Override
    void run(Run generator) throws IOException, InterruptedException, MojoExecutionException {
        project().addCompileSourceRoot(output().toString());
        Inputs inputs = new Inputs(generator, inputs(), outputs());
        if (isOfFiles() && inputs.areThoseOf(mark())) {
            getLog().info("The models in " + packageFolder() + " are up to date.");
            return;
        }
        if (generator.start() != 0) {
            throw new MojoExecutionException("The models could not be generated; the reason is above.");
        }
        inputs.keep(mark());
    }
}
