-- The same rows each time: 40 authors, 1,200 entries, 12 tags, some 2,400 taggings and 3,000 comments.

insert into author (name, email, country)
select first || ' ' || last,
       lower(first || '.' || last || '@example.org'),
       (array ['Chile', 'Denmark', 'Ghana', 'India', 'Japan', null])[1 + (i * 7) % 6]
from (select i,
             (array ['Ann', 'Bo', 'Carla', 'Dimitri', 'Esi', 'Farah', 'Gita', 'Hanna'])[1 + i % 8] as first,
             (array ['Berg', 'Castro', 'Dlamini', 'Mori', 'Owusu'])[1 + i / 8] as last
      from generate_series(0, 39) as i) as people
order by i;

insert into tag (name)
values ('baking'), ('books'), ('cycling'), ('databases'), ('gardens'), ('java'), ('music'), ('north'), ('sea'), ('tea'),
       ('trains'), ('winter');

insert into entry (author_id, headline, body, x, rating, published, pub_date)
select 1 + (i * 17) % 40,
       (array ['On', 'Notes on', 'Against', 'In praise of', 'A week of', 'What I know about'])[1 + (i / 3) % 6]
           || ' '
           || (array ['cake', 'rain', 'query plans', 'night trains', 'sourdough', 'tulips', 'old maps', 'quiet',
                      'virtual threads', 'Django', 'green tea', 'harbours'])[1 + (i * 5) % 12],
       'Entry number ' || i || '.',
       case when i % 25 = 0 then null else (i * 31) % 100 end,
       case when i % 4 = 0 then null else round(((i * 13) % 41 + 10) / 10.0, 1) end,
       i % 5 <> 0,
       date '2024-01-01' + (i * 11) % 1000
from generate_series(1, 1200) as i
order by i;

insert into entry_tag (entry_id, tag_id)
select distinct i, 1 + (i * k * 7) % 12
from generate_series(1, 1200) as i,
     generate_series(1, 3) as k
where (i + k) % 3 <> 0
order by 1, 2;

insert into comment (entry_id, name, body, written)
select 1 + (i * 37) % 1200,
       (array ['Kim', 'Lou', 'Max', 'Nia', 'Ola'])[1 + i % 5],
       (array ['I agree.', 'I do not agree.', 'More cake, please.', 'Is there a second part?'])[1 + (i / 5) % 4],
       timestamptz '2024-01-01 12:00:00Z' + i * interval '7 hours'
from generate_series(1, 3000) as i
order by i;

analyze;
