// Ask in one line. The joins follow from the names.
db.objects("entry").filter("author__name__icontains", "ann", "x__gt", 60).orderBy("-pub_date").values("headline", "author__name", "x").slice(0, 5).show()

// The same with generated models, checked by the compiler.
Entry.objects.filter(Entry.AUTHOR.NAME.icontains("ann"), Entry.X.gt(60)).count()

// Aggregates, blocking and asynchronous: one query, evaluated either way.
db.objects("entry").filter("x__gt", 3, "x__lt", 9).aggregate(avg("x"))
Entry.objects.filter(Entry.X.gt(3), Entry.X.lt(9)).async().aggregate(Entry.X.avg()).join()

// Two relations to many rows do not multiply each other's counts.
Entry.objects.filter("id__in", List.of(4, 8, 15)).aggregate(count("*"), count("tag").as("taggings"), count("comment").as("comments"))

// Nor in annotate, where each row gets its own: each relation is counted apart and joined once.
Author.objects.annotate(count("entry").as("entries"), count("entry__comment").as("comments")).orderBy("-comments", "id").values("name", "entries", "comments").slice(0, 3).show()

// Values that the database computes; grouping by what values(…) names.
db.objects("entry").filter("x__gt", f("rating").times(20)).values("author__country").annotate(count("id").as("n"), max("rating").as("best")).orderBy("-n").show()

// A window: each author's best entry, without a loop.
Entry.objects.filter("rating__isnull", false).annotate(rowNumber().over(partitionBy("author").orderBy("-rating", "id")).as("place")).filter("place", 1).orderBy("-rating", "id").values("author__name", "headline", "rating").slice(0, 3).show()

// Relations are loaded when you say so: three statements, however many authors. Nothing asks behind your back.
var authors = Author.objects.orderBy("id").slice(0, 2).prefetchRelated("entry__tag")
for (Author a : authors) System.out.println(a.name() + ": " + a.entries().size() + " entries, the first is about " + a.entries().list().get(0).tags().list().stream().map(Tag::name).toList())
Entry.objects.selectRelated("author").first().author().name()

// Relations backward, and what exclude means over them: authors without any entry rated 5 or more.
Author.objects.exclude("entry__rating__gte", 5).filter("country__startswith", "D").orderBy("name").values("name", "country").show()

// Conditions combine.
Entry.objects.filter(Entry.TAG.NAME.exact("tea").and(Entry.X.lt(10).or(q("x__isnull", true)))).valuesList("headline", String.class).distinct().list()

// An instance: made, stored, changed, gone.
var e = Entry.with().authorId(1L).headline("Cake, again").x(1)
e = e.insert()
e = e.update("x", 2)
e.delete()

// A transaction is a block: all of it is stored, or nothing, as where it throws or says so.
db.atomic(() -> { Author.objects.get("id", 1).update("name", "Nobody"); db.currentTransaction().setRollback(); })
Author.objects.get("id", 1).name()

// The same three, asynchronously; here with the generated, there with the reflected model.
e = Entry.with().authorId(1L).headline("More cake").x(1).async().insert().join()
e = e.async().update(Entry.X.to(2)).join()
e.async().delete().join()
var r = db.objects("entry").with("author", 1, "headline", "Still more cake", "x", 1).async().insert().join()
r.async().update("x", 2).thenCompose(changed -> changed.async().delete()).join()

// Start now, use later: the database works while you do. One statement, on another thread.
var recent = Entry.objects.filter("headline__contains", "cake").orderBy("-pub_date").slice(0, 3).startFetch()
Thread.sleep(20) // other work
for (Entry entry : recent) System.out.println(entry.pubDate() + "  " + entry.headline())
recent.count() + " rows, exists: " + recent.exists() // known by now, nothing is sent

// A count and a mere existence can be started too.
var teas = db.objects("entry").filter("tag__name", "tea").startCount()
teas.count() + " about tea, so there are some: " + teas.exists()
db.objects("entry").filter("x__lt", 0).startExists().exists()

// Many rows come in by COPY, as fast as the server takes them, and a line says how far it is.
var tags = db.objects("tag")
tags.copyIn(java.util.stream.IntStream.range(0, 20_000).mapToObj(i -> tags.with("name", "tag " + i)), Bulk.USUAL.progress(System.out::println))
tags.filter("name__startswith", "tag ").delete()

// Two databases, the same model.
Author.objects.using("other").with("name", "Zoe", "email", "zoe@example.org").insert()
Author.objects.using("other").count() + " there, " + Author.objects.count() + " here"

// A mistake is told where it is made, before anything is sent.
db.objects("entry").filter("athor__name", "Ann")
Entry.objects.get("id", 8).author()
db.objects("entry").filter("x__gt", "many")
