package dev.dunder;

/**
 * A row that was looked for, and whether it had to be created: what {@code getOrCreate} and {@code updateOrCreate} find.
 *
 * {@snippet :
 * Created<Row> tag = tags.getOrCreate("name", "mauve");
 * if (tag.created()) {
 *     System.out.println("There was no " + tag.instance().get("name"));
 * }
 * // select … from tag where tag.name = ? fetch next ? rows only; insert into tag (name) values (?)
 * // on conflict do nothing returning …
 * }
 *
 * @param instance the row: as {@link QuerySet#create} gives it where it was created, else as it was found or updated; never
 *        null
 * @param created false if it was there before
 * @param <T> its class
 */
public record Created<T>(T instance, boolean created) {}
