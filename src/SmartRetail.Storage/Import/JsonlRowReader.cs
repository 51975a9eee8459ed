using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SmartRetail.Storage.Import;

/// <summary>Reads a JSON object a line, of bounded length.</summary>
internal sealed class JsonlRowReader : IRowReader
{
    /// <summary>The longest line that is read, in bytes; a longer one is a bad row.</summary>
    public const int MaxLineLength = 65_536;

    private const byte NewLine = (byte)'\n';

    public async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream content, FieldNames names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(content, new(bufferSize: MaxLineLength));
        var line = 0L;
        var isTooLong = false;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (TryReadLine(ref buffer, read.IsCompleted, out var text))
            {
                line++;
                if (isTooLong || text.Length > MaxLineLength)
                {
                    yield return TooLong(line);
                }
                else if (JsonRow.Parse(line, Encoding.UTF8.GetString(text), names) is { } row)
                {
                    yield return row;
                }

                isTooLong = false;
            }

            // The rest of a line that is too long is dropped as it comes, so that it is never held as a whole.
            isTooLong |= buffer.Length > MaxLineLength;
            pipe.AdvanceTo(isTooLong ? buffer.End : buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        if (isTooLong)
        {
            yield return TooLong(line + 1);
        }
    }

    private static ImportRow TooLong(long line) => new(line, [])
    {
        Problem = new("row", $"has more than {MaxLineLength} bytes"),
        Text = "",
    };

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf(NewLine) is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty || buffer.Length > MaxLineLength)
        {
            return false;
        }

        buffer = buffer.Slice(buffer.End);
        return true;
    }
}
