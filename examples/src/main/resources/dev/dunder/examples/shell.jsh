void describe(String model) {
    System.out.println(db.describe(model));
}
System.out.println();
System.out.println("  db is a PostgreSQL with the tables " + db.schema().models() + ".");
System.out.println("  Try:  db.objects(\"entry\").filter(\"x__gt\", 3).show()");
System.out.println("        db.objects(\"entry\").filter(\"author__name__icontains\", \"ann\").orderBy(\"-pub_date\").values(\"headline\", \"author__name\").show()");
System.out.println("        Entry.objects.filter(Entry.TAG.NAME.exact(\"tea\")).aggregate(Entry.X.avg())");
System.out.println("        Author.objects.annotate(count(\"entry\").as(\"n\")).orderBy(\"-n\").show()");
System.out.println("        describe(\"entry\")");
System.out.println("  .sql() instead of .show() gives the statement; /exit leaves.");
System.out.println();
