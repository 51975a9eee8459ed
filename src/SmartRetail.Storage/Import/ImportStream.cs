using System.IO.Compression;
using System.IO.Pipelines;

namespace SmartRetail.Storage.Import;

/// <summary>An import's bytes: counted as they come, and unpacked if they are compressed.</summary>
internal sealed class ImportStream(Stream content) : IAsyncDisposable
{
    private readonly CountingStream _counted = new(content);

    public long BytesRead => _counted.BytesRead;

    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(_counted, new(bufferSize: 65_536, leaveOpen: true));
        var start = await pipe.ReadAtLeastAsync(2, cancellationToken);
        var isGzip = IsGzip(start.Buffer.FirstSpan);
        pipe.AdvanceTo(start.Buffer.Start);
        return isGzip ? new GZipStream(pipe.AsStream(), CompressionMode.Decompress) : pipe.AsStream();
    }

    /// <summary>Leaves the content to its owner.</summary>
    public ValueTask DisposeAsync() => _counted.DisposeAsync();

    private static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    private sealed class CountingStream(Stream inner) : Stream
    {
        private long _bytesRead;

        public long BytesRead => Interlocked.Read(ref _bytesRead);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Count(int read)
        {
            Interlocked.Add(ref _bytesRead, read);
            return read;
        }
    }
}
