create table categories (category_id smallint primary key, category_name varchar(15) not null, picture bytea);
create table customer_demographics (customer_type_id char(10) primary key, customer_desc text);
create table customers (customer_id char(5) primary key, company_name varchar(40) not null);
create table customer_customer_demo (customer_id char(5) references customers, customer_type_id char(10) references customer_demographics,
    primary key (customer_id, customer_type_id));
create table employees (employee_id smallint primary key, last_name varchar(20) not null, reports_to smallint references employees);
create table suppliers (supplier_id smallint primary key, company_name varchar(40) not null);
create table products (product_id smallint primary key, product_name varchar(40) not null, supplier_id smallint references suppliers,
    category_id smallint references categories, unit_price real, discontinued integer not null);
create table region (region_id smallint primary key, region_description char(60) not null);
create table shippers (shipper_id smallint primary key, company_name varchar(40) not null);
create table orders (order_id smallint primary key, customer_id char(5) references customers, employee_id smallint references employees,
    order_date date, ship_via smallint references shippers);
create table territories (territory_id varchar(20) primary key, territory_description char(60) not null,
    region_id smallint not null references region);
create table employee_territories (employee_id smallint references employees, territory_id varchar(20) references territories,
    primary key (employee_id, territory_id));
create table order_details (order_id smallint references orders, product_id smallint references products, unit_price real not null,
    quantity smallint not null, discount real not null, primary key (order_id, product_id));
insert into categories values (1, 'Beverages', null);
insert into customers values ('ALFKI', 'Alfreds Futterkiste');
insert into employees values (1, 'Davolio', 2), (2, 'Fuller', null);
insert into suppliers values (1, 'Exotic Liquids');
insert into products values (1, 'Chai', 1, 1, 18, 0), (2, 'Chang', 1, 1, 19, 1);
insert into shippers values (3, 'Federal Shipping');
insert into orders values (10248, 'ALFKI', 1, '1996-07-04', 3);
insert into order_details values (10248, 1, 14, 12, 0), (10248, 2, 9.8, 10, 0.25);
insert into region values (1, 'Eastern');
insert into territories values ('01581', 'Westboro', 1);
insert into employee_territories values (1, '01581');
