// Shared functions of every project: one per `=== name`, then its description for readers, then its M.
=== casusCsv
Reads a CSV file in UTF-8; the separator is the one that its first line holds most.
(path as text) as table =>
let
    Content = Binary.Buffer(File.Contents(path)),
    Head = List.First(Lines.FromBinary(Content, null, null, 65001), ""),
    Often = (separator as text) as number => Text.Length(Text.Select(Head, separator)),
    Separator = List.Accumulate({";", "#(tab)", "|"}, ",", (best, next) => if Often(next) > Often(best) then next else best),
    Rows = Csv.Document(Content, [Delimiter = Separator, Encoding = 65001, QuoteStyle = QuoteStyle.Csv])
in
    Table.PromoteHeaders(Rows, [PromoteAllScalars = true])
=== casusExcel
Reads a sheet of a workbook, the first when none is named; its first row holds the names.
(path as text, sheet as nullable text) as table =>
let
    Sheets = Table.SelectRows(Excel.Workbook(File.Contents(path), null, true), each [Kind] = "Sheet"),
    Wanted = if sheet = null then Sheets else Table.SelectRows(Sheets, each Text.Lower([Item]) = Text.Lower(sheet))
in
    Table.PromoteHeaders(Wanted{0}[Data], [PromoteAllScalars = true])
=== casusJson
Reads a list of records from a JSON file; a name that a record lacks is empty there.
(path as text) as table =>
let
    Records = Json.Document(File.Contents(path)),
    Names = List.Distinct(List.Combine(List.Transform(Records, Record.FieldNames)))
in
    Table.FromRecords(Records, Names, MissingField.UseNull)
=== casusColumns
Takes the columns {name in the data, name here} and no others; names in the data are compared without case or blanks around.
(data as table, wanted as list) as table =>
let
    Key = (name as text) as text => Text.Lower(Text.Trim(name)),
    Found = (name as text) as nullable text => List.First(List.Select(Table.ColumnNames(data), each Key(_) = Key(name))),
    Pairs = List.Transform(wanted, each {if Found(_{0}) = null then error Error.Record("casus", {{ no_column }}, _{0}) else Found(_{0}), _{1}}),
    Taken = List.Transform(Pairs, each Table.Column(data, _{0}))
in
    Table.FromColumns(Taken, List.Transform(Pairs, each _{1}))
=== casusText
A trimmed text; empty text and the values that mean "empty" become null.
(value as any, missing as list) as nullable text =>
let
    Trimmed = if value = null then null else Text.Trim(Text.From(value, "en-US"))
in
    if Trimmed = "" or List.Contains(missing, Trimmed) then null else Trimmed
=== casusNumber
A number, as the culture of the source writes it.
(value as any, missing as list, culture as text) as nullable number =>
let
    Trimmed = casusText(value, missing),
    Empty = List.Transform(missing, each try Number.FromText(_, culture) otherwise null),
    Read = if Trimmed = null then null else if value is number then value else Number.FromText(Text.Remove(Trimmed, {" ", "#(00A0)"}), culture)
in
    if Read = null or List.Contains(Empty, Read) then null else Read
=== casusMoment
A moment on the clock of the wall, in one of the notations of the source.
(value as any, missing as list, formats as list) as nullable datetime =>
let
    Trimmed = casusText(value, missing),
    Attempts = List.Transform(formats, (format) => try DateTime.FromText(Trimmed, [Format = format, Culture = "en-US"])),
    Read = List.First(List.Select(Attempts, each not [HasError]))
in
    if Trimmed = null then null
    else if value is datetimezone then DateTimeZone.RemoveZone(value)
    else if value is datetime or value is date then DateTime.From(value)
    else if Read = null then error Error.Record("casus", {{ no_date }}, Trimmed)
    else Read[Value]
=== casusDate
A date, in one of the notations of the source.
(value as any, missing as list, formats as list) as nullable date =>
    Date.From(casusMoment(value, missing, formats))
=== casusYesNo
Yes or no, in Dutch, English or as a digit.
(value as any, missing as list) as nullable logical =>
let
    Trimmed = casusText(value, missing),
    Word = Text.Lower(Trimmed)
in
    if Trimmed = null then null
    else if List.Contains({"ja", "j", "yes", "y", "true", "waar", "1"}, Word) then true
    else if List.Contains({"nee", "n", "no", "false", "onwaar", "0"}, Word) then false
    else error Error.Record("casus", {{ no_yes_no }}, Trimmed)
=== casusOrder
Power BI compares text without case. Texts that differ in case only stay apart by an invisible mark behind all but the first; `order`, when given, is a new column with the order by code points; what is empty, or says so, comes last.
(data as table, column as text, order as nullable text) as table =>
let
    Texts = List.Sort(List.Distinct(List.RemoveNulls(Table.Column(data, column)))),
    Place = (at as number) as number => if Text.Lower(Texts{at}) = Text.Lower({{ empty }}) then List.Count(Texts) else at,
    Places = Table.FromColumns({Texts, List.Transform(List.Positions(Texts), Place), List.Transform(Texts, Text.Lower)}, {"casus text", "casus order", "casus lower"}),
    Groups = Table.Group(Places, {"casus lower"}, {"casus rows", each Table.AddIndexColumn(_, "casus nth", 0, 1)}),
    Numbered = Table.Combine(Groups[casus rows], {"casus text", "casus order", "casus lower", "casus nth"}),
    Marked = Table.AddColumn(Numbered, "casus marked", each [casus text] & Text.Repeat("#(200B)", [casus nth]), type text),
    Joined = Table.NestedJoin(data, {column}, Marked, {"casus text"}, "casus found", JoinKind.LeftOuter),
    Old = Table.RemoveColumns(Joined, {column}),
    New = Table.ExpandTableColumn(Old, "casus found", {"casus marked", "casus order"}, {column, "casus order"}),
    Typed = Table.TransformColumnTypes(New, {{ "{{" }}column, type text}, {"casus order", Int64.Type}})
in
    if order = null then Table.RemoveColumns(Typed, {"casus order"}) else Table.RenameColumns(Table.ReplaceValue(Typed, null, List.Count(Texts), Replacer.ReplaceValue, {"casus order"}), {{ "{{" }}"casus order", order}})
