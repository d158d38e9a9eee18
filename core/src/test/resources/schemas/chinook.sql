create table artist (artist_id int primary key, name varchar(120));
create table album (album_id int primary key, title varchar(160) not null, artist_id int not null references artist);
create table employee (employee_id int primary key, last_name varchar(20) not null, reports_to int references employee);
create table customer (customer_id int primary key, first_name varchar(40) not null, support_rep_id int references employee);
create table genre (genre_id int primary key, name varchar(120));
create table media_type (media_type_id int primary key, name varchar(120));
create table playlist (playlist_id int primary key, name varchar(120));
create table track (track_id int primary key, name varchar(200) not null, album_id int references album, media_type_id int not null references media_type,
    genre_id int references genre, composer varchar(220), milliseconds int not null, bytes int, unit_price numeric(10, 2) not null);
create table invoice (invoice_id int primary key, customer_id int not null references customer, invoice_date timestamp not null,
    total numeric(10, 2) not null);
create table invoice_line (invoice_line_id int primary key, invoice_id int not null references invoice, track_id int not null references track,
    unit_price numeric(10, 2) not null, quantity int not null);
create table playlist_track (playlist_id int not null references playlist, track_id int not null references track,
    primary key (playlist_id, track_id));
insert into artist values (1, 'AC/DC');
insert into album values (1, 'For Those About To Rock', 1);
insert into media_type values (1, 'MPEG audio file');
insert into track values (1, 'For Those About To Rock', 1, 1, null, null, 343719, null, 0.99), (2, 'Balls to the Wall', 1, 1, null, null, 342562, null, 0.99);
insert into playlist values (1, 'Music'), (8, 'Music');
insert into playlist_track values (1, 1), (8, 1), (1, 2);
insert into employee values (3, 'Peacock', null);
insert into customer values (1, 'Luís', 3);
insert into invoice values (1, 1, '2009-01-01', 1.98);
insert into invoice_line values (1, 1, 1, 0.99, 1), (2, 1, 2, 0.99, 1);
