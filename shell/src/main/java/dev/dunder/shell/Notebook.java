package dev.dunder.shell;

import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.Instance;
import dev.dunder.KeysetPage;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.RawQuerySet;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import java.util.List;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jspecify.annotations.Nullable;

/**
 * What a notebook shows of query sets and rows: HTML tables. The kernel, <a href="https://github.com/dflib/jjava">JJava</a>,
 * finds it where {@code dunder-shell} is on its class path, and has what the shell has imported:
 *
 * <pre>{@code
 * Database db = Database.connect("jdbc:postgresql://localhost/blog", "me", "secret");
 * db.objects("entry").filter("x__gt", 3)               // the last line of a cell: its first rows, as a table
 * show(100)                                            // more of them
 * html(db.objects("entry"), 100)                       // as the value of a cell
 * }</pre>
 */
public final class Notebook implements Extension {
    /** A query set, a statement or a list. */
    private static volatile @Nullable Object shown;

    /** Made by the kernel. */
    public Notebook() {}

    /** By a line of the notebook's own, whose classes are not those that the kernel has loaded itself. */
    @Override
    public void install(BaseKernel kernel) {
        Object unused = kernel.evalRaw(Notebook.class.getName() + ".register();");
        Shell.read("startup.jsh").lines()
                .filter(line -> line.startsWith("import ") && !line.contains(Shell.class.getName()))
                .forEach(kernel::evalRaw);
        unused = kernel.evalRaw("import static " + Html.class.getName() + ".html;");
        unused = kernel.evalRaw("import static " + Notebook.class.getName() + ".show;");
    }

    /** Has the kernel of the notebook show what this library has. */
    public static void register() {
        register(BaseKernel.notebookKernel().getRenderer());
        Dunder.setDisplay((set, first, total) -> {
            shown = set;
            display(new Html(Rows.of(first, total, Rows.USUAL)));
        });
    }

    /**
     * Shows more rows of the query set or the list that was shown last.
     *
     * @param rows how many, from 1 on
     */
    public static void show(int rows) {
        Object last = shown;
        if (last == null) {
            throw new DunderException("No query set has been shown yet.");
        }
        display(new Html(Rows.of(last, rows)));
    }

    private static void display(Html table) {
        BaseKernel kernel = BaseKernel.notebookKernel();
        kernel.display(kernel.getRenderer().render(table));
    }

    static void register(Renderer renderer) {
        for (Class<?> rows : List.of(QuerySet.class, RawQuerySet.class, Page.class, KeysetPage.class, Instance.class,
                List.class)) {
            renderer.createRegistration(rows).preferring(MIMEType.TEXT_HTML).register(Notebook::rows);
        }
        for (Class<?> other : List.of(Database.class, Schema.class, Model.class)) {
            renderer.createRegistration(other).preferring(MIMEType.TEXT_PLAIN).register(Notebook::text);
        }
        renderer.createRegistration(Html.class).preferring(MIMEType.TEXT_HTML).register(Notebook::table);
    }

    /** A list of something else stays what it is. */
    private static void rows(@Nullable Object value, RenderContext context) {
        Rows rows = Rows.of(value);
        if (rows != null) {
            Object source = Rows.source(value);
            shown = source == null ? shown : source;
            table(new Html(rows), context);
        }
    }

    private static void table(Html table, RenderContext context) {
        context.getOutputContainer().putHTML(table.toString());
        context.getOutputContainer().putText(table.text());
    }

    private static void text(@Nullable Object value, RenderContext context) {
        context.getOutputContainer().putText(LookupException.given(Printing.of(value), "a value"));
    }
}
