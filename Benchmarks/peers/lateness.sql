-- Late marks that the minutes beside them contradict, by the times of shapes/times.yaml, from the
-- tables of marks.sql; each is written as JSON.
create table contradicted as
select pupil, date, session, code as recorded, if(code = 'L', 'U', 'L') as expected,
  minutes::integer as minutes, 30 as open
from others
where code = 'L' and minutes::integer > 30 or code = 'U' and minutes::integer between 1 and 30;

copy (from contradicted order by date, session, pupil)
to (getvariable('folder') || '/lateness.json') (format json, array true);

select count(*) filter (recorded = 'L') as late_marks_after_close,
  count(*) filter (recorded = 'U') as late_marks_before_close
from contradicted;
