using System.Globalization;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace SmartRetail.Storage.Import;

/// <summary>
/// Reads a Parquet file of flat columns, one row group at a time: as much as its writer put into one is held in memory. A
/// line's number is that of the row.
/// </summary>
internal sealed class ParquetRowReader : IRowReader
{
    private const int CopyBuffer = 65_536;
    private static readonly ParquetOptions Options = new() { TreatByteArrayAsString = true };

    public async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream content, FieldNames names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = await SpoolAsync(content, cancellationToken);
        await using var reader = await OpenAsync(file, cancellationToken);
        var fields = reader.Schema.GetDataFields();
        var columns = new RowColumns([.. fields.Select(field => field.Path.ToString())], names);
        var row = 0L;
        for (var number = 0; number < reader.RowGroupCount; number++)
        {
            using var group = reader.OpenRowGroupReader(number);
            var texts = new string?[fields.Length][];
            for (var at = 0; at < fields.Length; at++)
            {
                texts[at] = await ReadColumnAsync(group, fields[at], cancellationToken);
            }

            for (var at = 0; at < group.RowCount; at++)
            {
                yield return columns.ToRow(++row, column => texts[column][at]);
            }
        }
    }

    // What the rows are is written at the end of the file, so a stream is kept on the disk first.
    private static async Task<FileStream> SpoolAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            CopyBuffer,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await content.CopyToAsync(file, CopyBuffer, cancellationToken);
        file.Position = 0;
        return file;
    }

    private static async Task<ParquetReader> OpenAsync(FileStream file, CancellationToken cancellationToken)
    {
        try
        {
            return await ParquetReader.CreateAsync(file, Options, leaveStreamOpen: true, cancellationToken);
        }
        catch (Exception error) when (error is IOException or ParquetException or InvalidOperationException)
        {
            throw new InvalidDataException($"The file is not Parquet: {error.Message}", error);
        }
    }

    private static Task<string?[]> ReadColumnAsync(
        ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken) => field.ClrType switch
        {
            _ when field.IsArray => throw Refuse(field),
            var type when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => ReadTextsAsync(group, field, cancellationToken),
            var type when type == typeof(int) => ReadAsync<int>(group, field, Plain, cancellationToken),
            var type when type == typeof(long) => ReadAsync<long>(group, field, Plain, cancellationToken),
            var type when type == typeof(short) => ReadAsync<short>(group, field, Plain, cancellationToken),
            var type when type == typeof(float) => ReadAsync<float>(group, field, Plain, cancellationToken),
            var type when type == typeof(double) => ReadAsync<double>(group, field, Plain, cancellationToken),
            var type when type == typeof(decimal) => ReadAsync<decimal>(group, field, Plain, cancellationToken),
            var type when type == typeof(bool) => ReadAsync<bool>(group, field, value => value ? "true" : "false", cancellationToken),
            var type when type == typeof(DateTime) => ReadAsync<DateTime>(group, field, Time, cancellationToken),
            _ => throw Refuse(field),
        };

    private static async Task<string?[]> ReadTextsAsync(
        ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        var texts = new string?[group.RowCount];
        await group.ReadAsync(field, texts!, null, cancellationToken);
        return texts;
    }

    private static async Task<string?[]> ReadAsync<T>(
        ParquetRowGroupReader group, DataField field, Func<T, string> text, CancellationToken cancellationToken)
        where T : struct
    {
        if (field.IsNullable)
        {
            var optional = new T?[group.RowCount];
            await group.ReadAsync<T>(field, optional.AsMemory(), null, cancellationToken);
            return Array.ConvertAll(optional, value => value is { } known ? text(known) : null);
        }

        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory(), null, cancellationToken);
        return Array.ConvertAll(values, value => (string?)text(value));
    }

    private static string Plain<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    // A file's times are in UTC, whatever kind the reader gives them.
    private static string Time(DateTime value) =>
        DateTime.SpecifyKind(value, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    private static InvalidDataException Refuse(DataField field) =>
        new($"The column '{field.Path}' is of {field.ClrType.Name}s{(field.IsArray ? " in lists" : "")}; " +
            "texts, numbers, times and true or false can be read");
}
