-- A register of a row a pupil with a column for each session. No cell holds a comma or a quotation mark, so a
-- row is read as one text and cut at the commas, in half the time that reading 381 columns takes.
create view signs as
select cells[1] as pupil, cells[2:] as codes
from (
  select string_split(line, ',') as cells
  from read_csv(getvariable('folder') || '/marks.csv', header = true, auto_detect = false, delim = '\t',
    quote = '', escape = '', columns = {'line': 'varchar'})
);
