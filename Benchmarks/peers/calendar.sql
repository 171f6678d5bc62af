-- The sessions of the school year, numbered in the order of time, and the class of each code.
create table calendar as
select row_number() over (order by date, session) as number, *
from read_csv(getvariable('folder') || '/calendar.csv', header = true,
  columns = {'date': 'date', 'written': 'varchar', 'session': 'varchar', 'week': 'integer',
    'opens_week': 'boolean', 'day': 'integer', 'half_term': 'integer', 'term': 'integer'});

create table codes as
select * from read_csv(getvariable('folder') || '/codes.csv', header = true, quote = '"', escape = '"',
  columns = {'code': 'varchar', 'class': 'varchar'});
