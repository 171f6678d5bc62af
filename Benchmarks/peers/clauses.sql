-- How often each clause of shapes/eight-clauses.yaml is reached, from the tables of marks.sql.
--
-- Each session is in the window of a clause from the session `first` on; `first_before` is the first of the
-- window that ends with the session before.
create table windows as
with ending_here as (
  unpivot (
    select number,
      min(number) over (order by week range 5 preceding) as "weeks-6",
      min(number) over (order by day range 19 preceding) as "school-days-20",
      min(number) over (order by date range interval 55 days preceding) as "days-56",
      min(number) over (partition by term) as term,
      min(number) over (partition by half_term) as "half-term",
      min(number) over (order by week range 11 preceding) as "weeks-12",
      min(number) over () as "school-year",
      min(number) over (order by date range interval 29 days preceding) as "days-30"
    from calendar
  )
  on * exclude number into name clause value first
)
select *, lag(first) over (partition by clause order by number) as first_before
from ending_here;

-- A window holds ten counted sessions where the one nine back is not before its first. A threshold is
-- reached where the window of this session holds so many, and that of the session before did not.
create macro reached(name, threshold, classes, codes) as table
select name as clause, pupil, number
from (
  select pupil, number, lag(number, threshold - 1) over earlier as needed,
    lag(number, threshold) over earlier as one_more
  from others
  where class in classes or code in codes
  window earlier as (partition by pupil order by number)
)
join (select number, first, first_before from windows where clause = name) using (number)
where needed >= first and (one_more is null or one_more < first_before);

create table openings as
from reached('weeks-6', 10, ['authorised', 'unauthorised'], [])
union all from reached('school-days-20', 6, ['unauthorised'], [])
union all from reached('days-56', 8, ['authorised'], [])
union all from reached('term', 10, [], ['I'])
union all from reached('half-term', 4, [], ['L'])
union all from reached('weeks-12', 3, [], ['U'])
union all from reached('school-year', 20, ['authorised', 'unauthorised'], [])
union all from reached('days-30', 5, [], ['N', 'O']);

select map_from_entries(list({'clause': clause, 'times': times})) as clauses
from (select clause, count(*) as times from openings group by clause);
