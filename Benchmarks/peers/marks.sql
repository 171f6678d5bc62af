-- A register of a row a mark, read once. Nearly every session is plainly attended, so these are
-- only counted: `pupils` has the number of marks of each, `others` a row for each mark that is not
-- `/` or `\`.
create table pupils as
select pupil, count(*) as marks, list(mark) filter (mark.code not in ('/', '\')) as listed
from (
  select pupil, struct_pack(*columns(lambda name: name in ('written', 'session', 'code', 'minutes'))) as mark
  from read_csv(getvariable('folder') || '/marks.csv', header = true, delim = ',', all_varchar = true,
    names = getvariable('names'))
)
group by pupil;

create table others as
select *
from (select pupil, unnest(listed, recursive := true) from pupils)
join calendar using (written, session)
left join codes using (code);
