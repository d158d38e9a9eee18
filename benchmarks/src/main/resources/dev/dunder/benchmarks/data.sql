-- The same rows each time: 20 entries of each author, 2 comments to each entry.

insert into author (id, name, email, country)
select i,
       (array['Ann', 'Bo', 'Chen', 'Dana', 'Emil', 'Femi', 'Gita', 'Hugo', 'Ines', 'Joanna'])[1 + i % 10] || ' ' || left(md5('a' || i), 8),
       'author' || i || '@example.com',
       (array['Japan', 'Chile', 'Kenya', 'Norway', 'India', 'Spain', 'Peru'])[1 + i % 7]
from generate_series(1, ${authors}) i;

insert into entry (id, author_id, headline, body, x, rating, published, pub_date)
select i,
       1 + (i * 7919) % ${authors},
       'Headline ' || i || ' ' || left(md5('h' || i), 12),
       left(repeat(md5('b' || i), 7), 200),
       i * 37 % 1000,
       (i * 13 % 50) / 10.0,
       i % 3 <> 0,
       timestamptz '2020-01-01 00:00:00+00' + i * interval '7 minutes'
from generate_series(1, ${entries}::bigint) i;

insert into comment (id, entry_id, name, body, written)
select i,
       1 + (i * 31) % ${entries},
       'Reader ' || i % 997,
       md5('c' || i),
       timestamptz '2021-01-01 00:00:00+00' + i * interval '3 minutes'
from generate_series(1, ${comments}::bigint) i;

alter table author alter column id restart with ${authors_next};
alter table entry alter column id restart with ${entries_next};
alter table comment alter column id restart with ${comments_next};
