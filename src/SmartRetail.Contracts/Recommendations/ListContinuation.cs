using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace SmartRetail.Contracts.Recommendations;

/// <summary>
/// What the pages of a list have shown so far. It travels with the caller, as a text, and not in a grain: whichever silo answers
/// the next page leaves out what was shown, though the one that answered before is gone. Products are kept as fingerprints of
/// four bytes; a product shares one with one of 500 others once in ten million times, and is then not shown on later pages.
/// </summary>
[GenerateSerializer, Immutable, Alias("ListContinuation")]
public sealed class ListContinuation
{
    /// <summary>The most products that the pages of one list show.</summary>
    public const int MaxShown = 500;

    private const byte Format = 1;
    private const int Width = sizeof(uint);
    private const int MaxTextLength = ((((MaxShown * Width) + 1) * 4) + 2) / 3;

    [NonSerialized]
    private FrozenSet<uint>? _lookup;

    private ListContinuation(ImmutableArray<uint> fingerprints) => Fingerprints = fingerprints;

    [Id(0)]
    private ImmutableArray<uint> Fingerprints { get; init; }

    /// <summary>How many products were shown.</summary>
    public int Count => Fingerprints.Length;

    /// <summary>Returns the continuation behind a page; null when the list ends there.</summary>
    /// <param name="before">What the pages before it had shown; null when it is the first one.</param>
    /// <param name="count">How many products the page was asked for; it is the last one when it has fewer.</param>
    public static ListContinuation? After(ListContinuation? before, IReadOnlyCollection<ProductId> page, int count)
    {
        var shown = (before?.Count ?? 0) + page.Count;
        return page.Count < count || shown > MaxShown
            ? null
            : new([.. before?.Fingerprints ?? [], .. page.Select(Fingerprint)]);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote; false for anything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ListContinuation? continuation)
    {
        continuation = null;
        if (text is not { Length: > 0 and <= MaxTextLength } || !Base64Url.IsValid(text))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes is not [Format, _, ..] || bytes.Length % Width != 1)
        {
            return false;
        }

        var fingerprints = ImmutableArray.CreateBuilder<uint>(bytes.Length / Width);
        for (var at = 1; at < bytes.Length; at += Width)
        {
            fingerprints.Add(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)));
        }

        continuation = new(fingerprints.ToImmutable());
        return true;
    }

    public string ToText()
    {
        var bytes = new byte[(Count * Width) + 1];
        bytes[0] = Format;
        for (var at = 0; at < Count; at++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((at * Width) + 1), Fingerprints[at]);
        }

        return Base64Url.EncodeToString(bytes);
    }

    public bool Contains(ProductId product) => (_lookup ??= Fingerprints.ToFrozenSet()).Contains(Fingerprint(product));

    // FNV-1a over the UTF-16 code units: the same in every process, which string hash codes are not.
    private static uint Fingerprint(ProductId product)
    {
        var hash = 2_166_136_261u;
        foreach (var unit in product.Value)
        {
            hash = (hash ^ (byte)unit) * 16_777_619;
            hash = (hash ^ (byte)(unit >> 8)) * 16_777_619;
        }

        return hash;
    }
}
