namespace SmartRetail.Recommender.Rounds;

/// <summary>Parts that are read as a whole.</summary>
public static class RoundTexts
{
    extension(IRoundStore store)
    {
        /// <exception cref="StaleTokenException">The run has a newer token, or none.</exception>
        public async Task WriteAllAsync(
            RoundPart part, ReadOnlyMemory<byte> content, long token, CancellationToken cancellationToken = default)
        {
            var chunk = 0;
            for (var at = 0; at < content.Length; at += IRoundStore.MaxChunkBytes)
            {
                var length = Math.Min(IRoundStore.MaxChunkBytes, content.Length - at);
                await store.WriteAsync(part, chunk++, content.Slice(at, length), token, cancellationToken);
            }
        }

        /// <summary>Returns the whole part; null when it is not there.</summary>
        public async Task<byte[]?> ReadAllAsync(RoundPart part, CancellationToken cancellationToken = default)
        {
            var all = new List<byte[]>();
            while (await store.ReadAsync(part, all.Count, cancellationToken) is { } chunk)
            {
                all.Add(chunk);
            }

            return all.Count == 0 ? null : [.. all.SelectMany(chunk => chunk)];
        }
    }
}
