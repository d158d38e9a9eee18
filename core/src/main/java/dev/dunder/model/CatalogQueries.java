package dev.dunder.model;

/** What is asked of the server's catalog: so many statements, however much there is in it. */
final class CatalogQueries {
    /** Tables, views and the like that are the user's. */
    static final String TABLES = """
            select c.oid, n.nspname, c.relname, c.relkind, p.inhparent, s.place,
                not exists (select 1 from pg_catalog.pg_class o
                    where o.relname = c.relname and o.relnamespace = 'pg_catalog'::regnamespace) as plain,
                c.relkind = 'r' and c.relhassubclass as extended, d.description
            from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                left join unnest(current_schemas(false)) with ordinality s(name, place) on s.name = n.nspname
                left join pg_catalog.pg_inherits p on c.relispartition and p.inhrelid = c.oid
                left join pg_catalog.pg_description d
                    on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
            where c.relkind in ('r', 'p', 'v', 'm', 'f')
                and n.nspname <> 'information_schema' and left(n.nspname, 3) <> 'pg_'
            order by s.place nulls last, n.nspname, c.relname""";

    static final String COLUMNS = """
            select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attndims, a.attnotnull,
                a.attgenerated <> '' as computed, a.attidentity = 'a' as numbered, a.atthasdef or a.attidentity <> '' as defaulted,
                format_type(a.atttypid, a.atttypmod) as written, d.description
            from pg_catalog.pg_attribute a
                left join pg_catalog.pg_description d
                    on d.objoid = a.attrelid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = a.attnum
            where a.attrelid = any (cast(? as oid[])) and a.attnum > 0 and not a.attisdropped
            order by a.attrelid, a.attnum""";

    /** The types of these columns, and those that they are made of. */
    static final String TYPES = """
            with recursive used(oid) as (
                select a.atttypid from pg_catalog.pg_attribute a
                where a.attrelid = any (cast(? as oid[])) and a.attnum > 0 and not a.attisdropped
                union
                select part.oid from used join pg_catalog.pg_type t on t.oid = used.oid
                    cross join lateral (values (t.typbasetype), (t.typelem)) part(oid)
                where part.oid <> 0)
            select t.oid, t.typtype, t.typbasetype,
                case when m.typarray = t.oid then m.oid else 0 end as member, t.typndims, t.typtypmod, t.typnotnull,
                t.typdefault is not null as defaulted,
                case when pg_type_is_visible(t.oid) then quote_ident(t.typname)
                    else quote_ident(n.nspname) || '.' || quote_ident(t.typname) end as written,
                array(select e.enumlabel::text from pg_catalog.pg_enum e
                    where e.enumtypid = t.oid order by e.enumsortorder) as labels
            from used join pg_catalog.pg_type t on t.oid = used.oid
                join pg_catalog.pg_namespace n on n.oid = t.typnamespace
                left join pg_catalog.pg_type m on m.oid = t.typelem""";

    /**
     * Indexes, those of keys among them: whether they are of all rows, and of nothing that is computed; and what is indexed how, as
     * the server writes it.
     */
    static final String INDEXES = """
            select i.indrelid, c.relname, i.indisunique, i.indisprimary, i.indimmediate, i.indnkeyatts, i.indkey::text as columns,
                i.indpred is null and i.indexprs is null as whole, substr(d.written, strpos(d.written, d.method) + 7) as written
            from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
                join pg_catalog.pg_am m on m.oid = c.relam
                cross join lateral (values (pg_get_indexdef(i.indexrelid), ' USING ' || quote_ident(m.amname) || ' ('))
                    d(written, method)
            where i.indrelid = any (cast(? as oid[])) and i.indisvalid
            order by i.indrelid, i.indisprimary desc, c.relname""";

    /**
     * Foreign keys, and the columns of checks and exclusions; but for those that the server made of one for each partition that it refers to, and those that are of
     * periods and so not of equal columns.
     */
    static final String FOREIGN_KEYS = """
            select k.conrelid, k.contype = 'f' as refers, k.conname, k.confrelid, k.conkey::text as columns, k.confkey::text as target,
                k.convalidated and coalesce(cast(to_jsonb(k) ->> 'conenforced' as boolean), true) as kept,
                case when to_jsonb(k) ->> 'confdelsetcols' is null then k.confdeltype else '-' end as ondelete
            from pg_catalog.pg_constraint k left join pg_catalog.pg_constraint p on p.oid = k.conparentid
            where k.contype in ('f', 'c', 'x') and k.conkey is not null and k.conrelid = any (cast(? as oid[]))
                and (p.oid is null or p.conrelid <> k.conrelid)
                and not coalesce(cast(to_jsonb(k) ->> 'conperiod' as boolean), false)
            order by k.conrelid, k.conname""";

    private CatalogQueries() {}
}
