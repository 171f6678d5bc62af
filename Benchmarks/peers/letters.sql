-- The letters that eight-clauses.yaml asks for within five school days and that no row of the actions' table
-- shows, from the results of clauses.sql; each that is due by the register's end is written as JSON.
create table missed as
select clause, pupil, calendar.date, calendar.session, due.date as due
from openings
join calendar using (number)
join calendar as due on due.day = calendar.day + 5 and due.session = 'AM';

copy (from missed order by date, session, pupil)
to (getvariable('folder') || '/letters.json') (format json, array true);

select count(*) as letters_missed from missed;
