-- A register of a row a pupil with a string that has a sign for each session.
create view signs as
select pupil, string_split(marks, '') as codes
from read_csv(getvariable('folder') || '/marks.csv', header = true, delim = ',', all_varchar = true,
  names = ['pupil', 'marks']);
