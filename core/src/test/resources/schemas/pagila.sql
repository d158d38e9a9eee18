create domain year as integer constraint year_check check (value >= 1901 and value <= 2155);
create type mpaa_rating as enum ('G', 'PG', 'PG-13', 'R', 'NC-17');
create table country (country_id serial primary key, country text not null, last_update timestamptz not null default now());
create table city (city_id serial primary key, city text not null, country_id int not null references country,
    last_update timestamptz not null default now());
create table address (address_id serial primary key, address text not null, address2 text, district text not null,
    city_id int not null references city, postal_code text, phone text not null, last_update timestamptz not null default now());
create table language (language_id serial primary key, name char(20) not null, last_update timestamptz not null default now());
create table actor (actor_id serial primary key, first_name text not null, last_name text not null,
    last_update timestamptz not null default now());
create table category (category_id serial primary key, name text not null, last_update timestamptz not null default now());
create table film (film_id serial primary key, title text not null, description text, release_year year,
    language_id int not null references language, original_language_id int references language,
    rental_duration smallint not null default 3, rental_rate numeric(4, 2) not null default 4.99, length smallint,
    replacement_cost numeric(5, 2) not null default 19.99, rating mpaa_rating default 'G',
    last_update timestamptz not null default now(), special_features text[], fulltext tsvector not null default '');
comment on table film is 'What may be rented';
comment on column film.release_year is 'When it was first shown';
create table film_actor (actor_id int not null references actor, film_id int not null references film,
    last_update timestamptz not null default now(), primary key (actor_id, film_id));
create table film_category (film_id int not null references film, category_id int not null references category,
    last_update timestamptz not null default now(), primary key (film_id, category_id));
create table store (store_id serial primary key, manager_staff_id int not null, address_id int not null references address,
    last_update timestamptz not null default now());
create unique index idx_unq_manager_staff_id on store (manager_staff_id);
create table staff (staff_id serial primary key, first_name text not null, last_name text not null,
    address_id int not null references address, email text, store_id int not null references store, active boolean not null default true,
    username text not null, password text, last_update timestamptz not null default now(), picture bytea);
alter table store add foreign key (manager_staff_id) references staff;
create table customer (customer_id serial primary key, store_id int not null references store, first_name text not null,
    last_name text not null, email text, address_id int not null references address, activebool boolean not null default true,
    create_date date not null default current_date, last_update timestamptz default now(), active int);
create table inventory (inventory_id serial primary key, film_id int not null references film, store_id int not null references store,
    last_update timestamptz not null default now());
create table rental (rental_id serial primary key, rental_date timestamptz not null, inventory_id int not null references inventory,
    customer_id int not null references customer, return_date timestamptz, staff_id int not null references staff,
    last_update timestamptz not null default now());
create unique index on rental (rental_date, inventory_id, customer_id);
create table payment (payment_id serial, customer_id int not null, staff_id int not null, rental_id int not null,
    amount numeric(5, 2) not null, payment_date timestamptz not null, primary key (payment_date, payment_id))
    partition by range (payment_date);
create table payment_p2022_01 partition of payment for values from ('2022-01-01') to ('2022-02-01');
create table payment_p2022_02 partition of payment for values from ('2022-02-01') to ('2022-03-01');
create table payment_p2022_07 partition of payment for values from ('2022-07-01') to ('2022-08-01');
alter table payment_p2022_01 add foreign key (customer_id) references customer, add foreign key (staff_id) references staff,
    add foreign key (rental_id) references rental;
alter table payment_p2022_02 add foreign key (customer_id) references customer, add foreign key (staff_id) references staff,
    add foreign key (rental_id) references rental;
create view film_list as select film.film_id as fid, film.title, category.name as category, film.release_year
    from category left join film_category using (category_id) left join film using (film_id);
insert into language (name) values ('English');
insert into film (title, release_year, language_id, special_features) values ('ACADEMY DINOSAUR', 2006, 1, '{Trailers}'),
    ('ACE GOLDFINGER', 2006, 1, null);
insert into actor (first_name, last_name) values ('PENELOPE', 'GUINESS'), ('NICK', 'WAHLBERG');
insert into film_actor (actor_id, film_id) values (1, 1), (2, 1), (2, 2);
insert into category (name) values ('Action');
insert into film_category (film_id, category_id) values (1, 1);
insert into country (country) values ('Canada');
insert into city (city, country_id) values ('Lethbridge', 1);
insert into address (address, district, city_id, phone) values ('47 MySakila Drive', 'Alberta', 1, '');
alter table store drop constraint store_manager_staff_id_fkey;
insert into store (manager_staff_id, address_id) values (1, 1);
insert into staff (first_name, last_name, address_id, store_id, username) values ('Mike', 'Hillyer', 1, 1, 'Mike');
alter table store add foreign key (manager_staff_id) references staff;
insert into customer (store_id, first_name, last_name, address_id) values (1, 'MARY', 'SMITH', 1);
insert into inventory (film_id, store_id) values (1, 1);
insert into rental (rental_date, inventory_id, customer_id, staff_id) values ('2022-01-05', 1, 1, 1);
insert into payment (customer_id, staff_id, rental_id, amount, payment_date) values (1, 1, 1, 2.99, '2022-01-06'),
    (1, 1, 1, 0.99, '2022-02-06');
