import java.time.*;
import java.util.*;
import dev.dunder.*;
import dev.dunder.examples.blog.models.*;
import static dev.dunder.Dunder.*;
var db = Dunder.database("default");
