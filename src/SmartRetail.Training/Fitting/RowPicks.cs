using SmartRetail.Training.Native;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>Which rows are gathered, on a device.</summary>
/// <param name="Items_N">Any item where there is none.</param>
/// <param name="IsOwn_N1">1 where the product's own embedding is part of the row, else 0; null where it always is.</param>
/// <param name="IsKnown_N1">1 where there is an item, else 0; null where there always is.</param>
internal sealed record RowPicks(Tensor Items_N, Tensor? IsOwn_N1, Tensor? IsKnown_N1)
{
    /// <param name="items">-1 for none.</param>
    /// <param name="leftOut">Where the product's own embedding is left out; may be empty.</param>
    public static RowPicks Of(ReadOnlySpan<int> items, ReadOnlySpan<bool> leftOut, Device device)
    {
        var indexes = new long[items.Length];
        var isOwn = new float[items.Length];
        var isKnown = new float[items.Length];
        for (var at = 0; at < items.Length; at++)
        {
            indexes[at] = Math.Max(items[at], 0);
            isKnown[at] = items[at] >= 0 ? 1 : 0;
            isOwn[at] = leftOut.IsEmpty || !leftOut[at] ? isKnown[at] : 0;
        }

        return new(DeviceMemory.Put(indexes, device), Column(isOwn, device), Column(isKnown, device));
    }

    private static Tensor? Column(float[] values, Device device) =>
        values.AsSpan().Contains(0) ? DeviceMemory.Put(values, device).unsqueeze(1) : null;
}
