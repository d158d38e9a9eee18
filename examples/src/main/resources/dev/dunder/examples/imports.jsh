import java.time.*;
import java.util.*;
import dev.dunder.*;
import dev.dunder.examples.blog.models.*;
import static dev.dunder.Dunder.*;
import static dev.dunder.Functions.*;
import static dev.dunder.WindowFunctions.*;
var db = Dunder.database("default");
