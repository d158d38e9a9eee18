create table migrated_by_flyway (id int primary key);
