-- The tables of marks.sql, made from the codes by pupil and session of strings.sql or columns.sql.
create table pupils as
select pupil, len(codes) as marks,
  list_filter(list_zip(codes, range(1, len(codes) + 1)), lambda mark: mark[1] not in ('/', '\')) as listed
from signs;

create table others as
select pupil, code, class, calendar.*
from (select pupil, unnest(listed) as mark from pupils)
join calendar on number = mark[2]
left join codes on code = mark[1];
