using System.Net;

namespace SmartRetail.LoadTests.Growth;

/// <summary>A file that is written while it is sent, so that it is nowhere as a whole.</summary>
internal sealed class CsvContent(IEnumerable<string> lines) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        foreach (var line in lines)
        {
            await writer.WriteLineAsync(line);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
