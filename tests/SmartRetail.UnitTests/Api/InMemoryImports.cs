using System.Collections.Immutable;
using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Imports;

namespace SmartRetail.UnitTests.Api;

/// <summary>
/// Keeps what it is sent, and refuses the rows that hold "bad". It takes ten bytes less than each chunk has, as a silo without room
/// would take none.
/// </summary>
internal sealed class InMemoryImports : IImportGrain
{
    private readonly List<byte> _content = [];

    private ImportStatus? _status;

    /// <summary>Whether another import of the store is running.</summary>
    public bool IsBusy { get; set; }

    /// <summary>How the next import ends.</summary>
    public ImportState End { get; set; } = ImportState.Completed;

    public ImportStart? LastStart => _status?.Start;

    public string Content => Encoding.UTF8.GetString(_content.ToArray());

    private IEnumerable<(string Text, int Line)> Lines => Content.TrimEnd().Split('\n').Select((text, at) => (text, at + 1));

    public Task<ImportStatus?> Begin(ImportStart start, CancellationToken cancellationToken = default)
    {
        if (IsBusy)
        {
            return Task.FromResult<ImportStatus?>(null);
        }

        _content.Clear();
        _status = new(start, ImportState.Running, 0, 0, 0, 0, 0, 0, null, DateTimeOffset.UnixEpoch, null);
        return Task.FromResult<ImportStatus?>(_status);
    }

    public Task<ImportStatus?> Write(
        ImportId import, long offset, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken = default)
    {
        Assert.Equal(_content.Count, offset);
        _content.AddRange(chunk.Span[..Math.Max(1, chunk.Length - 10)]);
        _status = _status! with { Bytes = _content.Count };
        return Task.FromResult<ImportStatus?>(_status);
    }

    public Task<ImportStatus?> Complete(ImportId import, CancellationToken cancellationToken = default)
    {
        var refused = Lines.Count(IsBad);
        _status = _status! with
        {
            State = End,
            Rows = Lines.Count(),
            Accepted = Lines.Count() - refused,
            Refused = refused,
            Problem = End == ImportState.Completed ? null : "It has no column 'id'",
            EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(2),
        };
        return Task.FromResult<ImportStatus?>(_status);
    }

    public Task<ImportStatus?> Cancel(ImportId import, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No test gives an import up.");

    public Task<ImportStatus?> Get(CancellationToken cancellationToken = default) => Task.FromResult(_status);

    public Task<RefusedRows?> ReadRefused(
        ImportId import, long from, int count, CancellationToken cancellationToken = default)
    {
        if (import != LastStart?.Import)
        {
            return Task.FromResult<RefusedRows?>(null);
        }

        // One at a time, so that every reader comes to ask for the next.
        ImmutableArray<RefusedRow> rows =
        [
            .. Lines.Where(IsBad).Skip((int)from)
                .Select(line => new RefusedRow(line.Line, [new FieldError("price", "is required")], line.Text)),
        ];
        return Task.FromResult<RefusedRows?>(new([.. rows.Take(1)], rows.Length > 1 ? from + 1 : null));
    }

    private static bool IsBad((string Text, int Line) line) => line.Text.Contains("bad", StringComparison.Ordinal);
}
