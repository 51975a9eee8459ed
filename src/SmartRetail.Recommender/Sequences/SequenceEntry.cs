using System.Runtime.InteropServices;

namespace SmartRetail.Recommender.Sequences;

/// <summary>One interaction as preparation holds it: 17 bytes, for a store's log has many millions.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal record struct SequenceEntry(int Customer, int Product, long Time, byte Kind);
