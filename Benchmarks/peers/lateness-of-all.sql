-- Late marks that the minutes beside them contradict, in a register with all its tables: of pupils on roll, by
-- the mark after its amendments, unless the register of the class began to be taken after it should have
-- closed. Times are those of shapes/times.yaml; each late mark is written as JSON.
create table taken as
select class, date, session, min(opened) as opened
from read_csv(getvariable('folder') || '/registers.csv', header = true, all_varchar = true,
  types = {'date': 'date', 'opened': 'time'})
group by all;

create table contradicted as
with arrivals as (
  select pupil, calendar.date, calendar.session, coalesce(amended.code, marks.code) as code, opened,
    if(calendar.session = 'AM', time '08:50', time '13:00') as opens, minutes::integer as minutes
  from read_csv(getvariable('folder') || '/marks.csv', header = true, delim = ',', all_varchar = true,
    names = getvariable('names')) as marks
  join calendar using (written, session)
  join read_csv(getvariable('folder') || '/pupils.csv', header = true, all_varchar = true,
    types = {'joined': 'date', 'left': 'date'}) as roll using (pupil)
  left join amended using (pupil, date, session)
  left join taken on taken.class = roll.class and taken.date = calendar.date and taken.session = calendar.session
  where minutes <> '' and (joined is null or calendar.date >= joined)
    and ("left" is null or calendar.date <= "left")
), timed as (
  select *, opens + to_minutes(minutes) as came, opens + to_minutes(30) as closes,
    greatest(opens, coalesce(opened, opens)) as begins
  from arrivals
)
select pupil, date, session, code as recorded, if(code = 'L', 'U', 'L') as expected, came, closes
from timed
where begins <= closes and minutes > 0
  and (code = 'L' and came > closes or code = 'U' and came <= closes and came > begins);

copy (from contradicted order by date, session, pupil)
to (getvariable('folder') || '/lateness.json') (format json, array true);

select count(*) filter (recorded = 'L') as late_marks_after_close,
  count(*) filter (recorded = 'U') as late_marks_before_close
from contradicted;
