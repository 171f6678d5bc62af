-- The figures of `rollcall replay` as a query of a database: per pupil the lateness on
-- roll and, at compulsory school age, the sessions by statistical class, illness, the largest count of
-- unauthorised sessions in a rolling ten school weeks, and how often that count reached ten. The last query
-- adds the pupils up.
create table pupils as
with read as (
  select pupil, joined, "left", date_of_birth,
    (date_of_birth + interval 5 year)::date as fifth,
    (date_of_birth + interval 16 year)::date as sixteenth
  from read_csv(getvariable('folder') || '/pupils.csv', header = true, nullstr = '',
    types = {'date_of_birth': 'date', 'joined': 'date', 'left': 'date'})
), aged as (
  select pupil, joined, "left",
    -- Compulsory school age begins on the first prescribed day on or after the fifth birthday, and ends
    -- on the last Friday in June of the school year of the sixteenth.
    case when fifth <= make_date(year(fifth), 3, 31) then make_date(year(fifth), 3, 31)
         when fifth <= make_date(year(fifth), 8, 31) then make_date(year(fifth), 8, 31)
         else make_date(year(fifth), 12, 31) end as begins,
    make_date(year(sixteenth) + (month(sixteenth) >= 9)::int, 6, 30) as june
  from read
)
select pupil, joined, "left", begins, june - ((isodow(june) + 2) % 7)::int as ends
from aged;

create table amended as
select pupil, date, session, arg_max(amended, amended_on) as code
from read_csv(getvariable('folder') || '/amendments.csv', header = true, all_varchar = true,
  types = {'date': 'date', 'amended_on': 'date'})
where amended_on <= (select max(date) from calendar)
group by all;

create table weeks as
with marks as (
  select pupil, written, session, code
  from read_csv(getvariable('folder') || '/marks.csv', header = true, delim = ',', all_varchar = true,
    names = getvariable('names'))
), standing as (
  select marks.pupil, calendar.week, calendar.opens_week,
    coalesce(amended.code, marks.code) as code,
    (begins is null or calendar.date between begins and ends) as of_age
  from marks
  join calendar using (written, session)
  join pupils on pupils.pupil = marks.pupil
    and (joined is null or calendar.date >= joined)
    and ("left" is null or calendar.date <= "left")
  left join amended on amended.pupil = marks.pupil
    and amended.date = calendar.date and amended.session = calendar.session
)
select pupil, week,
  count(*) filter (of_age and class in ('present', 'educational_activity')) as attended,
  count(*) filter (of_age and class = 'authorised') as authorised,
  count(*) filter (of_age and class = 'unauthorised') as unauthorised,
  count(*) filter (of_age and class = 'unauthorised' and opens_week) as unauthorised_at_first,
  count(*) filter (of_age and code = 'I') as illness,
  count(*) filter (code = 'L') as late,
  count(*) filter (code = 'U') as late_after_close
from standing left join codes using (code)
group by all;

create table figures as
with counted as (
  select *, sum(unauthorised) over (partition by pupil order by week range 9 preceding) as count
  from weeks
), crossed as (
  -- The count has fallen below ten where it is below at the week's first session.
  select *, count >= 10 and (
    coalesce(lag(count) over (partition by pupil order by week), 0) < 10
    or count - unauthorised + unauthorised_at_first < 10) as crosses
  from counted
)
select pupil, sum(attended) as attended, sum(authorised) as authorised,
  sum(unauthorised) as unauthorised, sum(illness) as illness, sum(late) as late,
  sum(late_after_close) as late_after_close,
  sum(attended + authorised + unauthorised) as possible, sum(authorised + unauthorised) as absent,
  max(count) as largest, count(*) filter (crosses) as crossings
from crossed
group by pupil;

select count(*) as pupils, sum(possible)::bigint as possible, sum(attended)::bigint as attended,
  sum(authorised)::bigint as authorised, sum(unauthorised)::bigint as unauthorised,
  sum(late)::bigint as late, sum(late_after_close)::bigint as late_after_close,
  count(*) filter (possible > 0 and 10 * absent >= possible) as persistently_absent,
  count(*) filter (possible > 0 and 2 * absent >= possible) as severely_absent,
  sum(crossings)::bigint as penalty_threshold_reached,
  count(*) filter (largest between 8 and 9) as penalty_threshold_near,
  coalesce(max(largest) filter (largest between 8 and 9), 0)::bigint as penalty_threshold_nearest,
  count(*) filter (illness >= 30) as ill_for_15_days
from figures;
