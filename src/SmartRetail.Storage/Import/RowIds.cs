using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Storage.Import;

/// <summary>
/// Ids for interactions that came without: from what the row says and how many times the same was said before, so
/// that reading the same rows again gives the same ids and counts nothing twice.
/// </summary>
/// <param name="window">
/// How many different rows are remembered, at least. Two equal rows further apart than twice that count as one: the
/// price of bounded memory (about 100 bytes a row).
/// </param>
internal sealed class RowIds(int window = 200_000)
{
    // Unique among one customer's interactions is enough, so 96 bits of the digest leave nothing to chance.
    private const int IdBytes = 12;

    private const int MaxContentLength = 8_192;

    private readonly byte[] _content = new byte[MaxContentLength + sizeof(int)];
    private Dictionary<UInt128, int> _recent = [];
    private Dictionary<UInt128, int> _older = [];

    public InteractionId Next(Interaction interaction)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var length = WriteContent(interaction);
        SHA256.HashData(_content.AsSpan(0, length), digest);

        var occurrence = Count(BitConverter.ToUInt128(digest));
        if (occurrence > 1)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_content.AsSpan(length), occurrence);
            SHA256.HashData(_content.AsSpan(0, length + sizeof(int)), digest);
        }

        return new("r:" + Base64Url.EncodeToString(digest[..IdBytes]));
    }

    private int Count(UInt128 row)
    {
        var count = (_recent.TryGetValue(row, out var seen) || _older.TryGetValue(row, out seen) ? seen : 0) + 1;
        _recent[row] = count;
        if (_recent.Count >= window)
        {
            (_older, _recent) = (_recent, []);
        }

        return count;
    }

    // One line a field: ids hold no control characters, and a query, which may, comes last. A row too long for the buffer
    // breaks the bounds of its fields and will be refused, whatever its id.
    private int WriteContent(Interaction interaction)
    {
        Utf8.TryWrite(
            _content.AsSpan(0, MaxContentLength),
            CultureInfo.InvariantCulture,
            $"""
            {interaction.Customer.Value}
            {(int)interaction.Kind}
            {interaction.Product?.Value}
            {interaction.OccurredAt.UtcTicks}
            {interaction.Quantity}
            {interaction.Price:G29}
            {interaction.Rating:R}
            {interaction.Session}
            {interaction.RecommendationId?.Value}
            {interaction.Position}
            {interaction.Query}
            """,
            out var length);
        return length;
    }
}
