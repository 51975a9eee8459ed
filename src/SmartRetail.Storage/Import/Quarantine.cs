using System.Collections.Immutable;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Imports;

namespace SmartRetail.Storage.Import;

/// <summary>
/// The bad rows of one import, a JSON object a line: where it was, what is wrong, whose it is, and the row itself, to be
/// corrected and imported again. The file is made with the first of them.
/// </summary>
internal sealed class Quarantine(
    string folder, ImportRequest request, FieldNames names, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How many rows are kept; further ones are counted only.</summary>
    public const int MaxKept = 100_000;

    /// <summary>Where a data folder keeps them.</summary>
    public const string FolderName = "quarantine";

    private const string TimeFormat = "yyyyMMdd-HHmmss-fffffff";

    private StreamWriter? _file;

    public long Count { get; private set; }

    public string? File { get; private set; }

    public async Task AddAsync(
        ImportRow row, ImmutableArray<FieldError> errors, CancellationToken cancellationToken)
    {
        Count++;
        if (Count > MaxKept)
        {
            return;
        }

        _file ??= Create();
        var entry = new QuarantinedRow(row.Line, errors, CustomerOf(row), row.Text ?? TextOf(row));
        await _file.WriteLineAsync(entry.ToJson().AsMemory(), cancellationToken);
    }

    /// <summary>Whether the file holds bad rows of the store; another one's id may begin with this one's.</summary>
    public static bool IsOf(StoreId store, string file)
    {
        var name = Path.GetFileName(file.AsSpan());
        var time = store.Value.Length + 1;
        return name.StartsWith(store.Value + '-', StringComparison.Ordinal)
            && name.Length > time + TimeFormat.Length
            && DateTime.TryParseExact(
                name.Slice(time, TimeFormat.Length), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private StreamWriter Create()
    {
        Directory.CreateDirectory(folder);
        var source = string.Concat(Path.GetFileName(request.Source).Select(
            c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Store}-{clock.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture)}-{source}.jsonl");
        File = Path.Combine(folder, name);
        return new(new FileStream(File, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
    }

    private string? CustomerOf(ImportRow row) =>
        row.Problem is null && names.NumberOf("customer") is var customer and >= 0 ? row[customer] : null;

    private string TextOf(ImportRow row) => string.Join(',', row.Columns.Select(column => Quote(
        names.NumberOf(column) is var field and >= 0
            ? row[field]
            : row.Attributes.FirstOrDefault(attribute => attribute.Key == names.AttributeOf(column)).Value)));

    private static string? Quote(string? value) => value?.AsSpan().IndexOfAny(",\"\r\n") >= 0
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
