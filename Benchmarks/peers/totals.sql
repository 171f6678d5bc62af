-- The figures of figures.sql from the tables of marks.sql, with windows as in clauses.sql.
create table crossings as
with ten_weeks as (
  select number, first, lag(first) over (order by number) as first_before
  from (select number, min(number) over (order by week range 9 preceding) as first from calendar)
), earlier as (
  select pupil, number, lag(number, 7) over earlier as eighth, lag(number, 8) over earlier as ninth,
    lag(number, 9) over earlier as tenth, lag(number, 10) over earlier as eleventh
  from others
  where class = 'unauthorised'
  window earlier as (partition by pupil order by number)
)
select pupil,
  count(*) filter (tenth >= first and (eleventh is null or eleventh < first_before)) as crossings,
  case when bool_or(tenth >= first) then 10 when bool_or(ninth >= first) then 9
    when bool_or(eighth >= first) then 8 end as largest
from earlier join ten_weeks using (number)
group by pupil;

create table totals as
with counted as (
  select pupil, count(*) as others,
    count(*) filter (class in ('present', 'educational_activity')) as attended,
    count(*) filter (class = 'authorised') as authorised,
    count(*) filter (class = 'unauthorised') as unauthorised,
    count(*) filter (code = 'I') as illness,
    count(*) filter (code = 'L') as late,
    count(*) filter (code = 'U') as late_after_close
  from others
  group by pupil
)
select *, attended + absent as possible
from (
  select marks - coalesce(others, 0) + coalesce(counted.attended, 0) as attended, authorised, unauthorised,
    coalesce(authorised + unauthorised, 0) as absent, illness, late, late_after_close, crossings, largest
  from pupils left join counted using (pupil) left join crossings using (pupil)
);

select count(*) as pupils, sum(possible)::bigint as possible, sum(attended)::bigint as attended,
  sum(authorised)::bigint as authorised, sum(unauthorised)::bigint as unauthorised,
  sum(late)::bigint as late, sum(late_after_close)::bigint as late_after_close,
  count(*) filter (possible > 0 and 10 * absent >= possible) as persistently_absent,
  count(*) filter (possible > 0 and 2 * absent >= possible) as severely_absent,
  coalesce(sum(crossings), 0)::bigint as penalty_threshold_reached,
  count(*) filter (largest in (8, 9)) as penalty_threshold_near,
  coalesce(max(largest) filter (largest in (8, 9)), 0)::bigint as penalty_threshold_nearest,
  count(*) filter (illness >= 30) as ill_for_15_days
from totals;
