using System.Buffers.Binary;
using System.Text;

namespace SmartRetail.Storage.Sealing;

/// <summary>Where sealed bytes lie: they open there and nowhere else.</summary>
/// <param name="Table">What kind of row it is.</param>
/// <param name="Row">Which of the customer's rows of that kind.</param>
internal readonly record struct RowPlace(string Table, KeyOwner Owner, string Row)
{
    public static RowPlace Interaction(KeyOwner owner, string id) => new("interaction", owner, id);

    public static RowPlace Impression(KeyOwner owner, string recommendation) => new("impression", owner, recommendation);

    public static RowPlace Snapshot(KeyOwner owner, long position, int format) =>
        new("customer_snapshot", owner, FormattableString.Invariant($"{position}:{format}"));

    /// <summary>
    /// Returns what AES-GCM authenticates beside the sealed bytes: each part with its length in front, so that none can pass for
    /// the end of another.
    /// </summary>
    /// <param name="header">What stands in clear in front of the sealed bytes.</param>
    public byte[] ToBytes(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<string> parts = [Table, Owner.Store, Owner.Customer, Row];
        var size = header.Length;
        foreach (var part in parts)
        {
            size += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        }

        var bytes = new byte[size];
        header.CopyTo(bytes);
        var rest = bytes.AsSpan(header.Length);
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest, length);
            rest = rest[(sizeof(int) + length)..];
        }

        return bytes;
    }

    /// <summary>For operators: names the row, not the customer.</summary>
    public override string ToString() => $"{Table} {Row} of store {Owner.Store}";
}
