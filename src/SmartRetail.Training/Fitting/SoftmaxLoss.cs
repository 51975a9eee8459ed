using System.Numerics;
using System.Runtime.InteropServices;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Native;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// The cross-entropy of each target among itself and other items, with its gradient, in one pass over the logits where
/// autograd makes ten. The matrix products, of which there are three, may be in bfloat16, which a processor that has it
/// does three times faster; a logit then has an error of 0.4 %.
/// </summary>
/// <remarks>T tokens, K other items, D dimensions; logits z_TK, s_T of the targets.</remarks>
internal sealed class SoftmaxLoss(bool halfPrecision)
{
    // Tokens whose logits are held at once: 256 rows of half a million items are 256 MB in bfloat16.
    private const int ChunkTokens = 256;
    private float[] _row = [];

    /// <param name="states_TD">Every gradient is with respect to this and the following two.</param>
    /// <param name="others">The other items, ascending; a target among them is not one of its own others.</param>
    /// <param name="corrections">What is taken off the logit of each other item; may be empty.</param>
    /// <param name="weights">What each token counts; empty where all count alike.</param>
    /// <param name="total">What the weighted sum of losses is divided by.</param>
    public (double Loss, Tensor States_TD, Tensor Targets_TD, Tensor Others_KD) Compute(
        Tensor states_TD,
        Tensor targets_TD,
        Tensor others_KD,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> others,
        ReadOnlySpan<float> corrections,
        ReadOnlySpan<float> weights,
        double total)
    {
        using var noGradient = no_grad();
        var type = halfPrecision ? ScalarType.BFloat16 : ScalarType.Float32;
        if (_row.Length < others.Length)
        {
            _row = new float[others.Length];
        }

        var states = states_TD.detach().to(type);
        var others_DK = others_KD.detach().to(type).t();
        var target_T = FlatParameters.FloatsOf(states_TD.detach().mul(targets_TD.detach()).sum(1));
        var slopes_T = new float[targets.Length];
        var toStates = new List<Tensor>();
        var toOthers_KD = zeros(others_KD.shape, dtype: ScalarType.Float32);
        var loss = 0.0;
        for (var first = 0; first < targets.Length; first += ChunkTokens)
        {
            var count = Math.Min(ChunkTokens, targets.Length - first);
            var chunk_CD = states.narrow(0, first, count);
            var logits_CK = chunk_CD.mm(others_DK);
            for (var at = 0; at < count; at++)
            {
                var token = first + at;
                var weight = (weights.IsEmpty ? 1 : weights[token]) / total;
                loss += weight * ToProbabilities(
                    logits_CK, at, target_T[token], targets[token], others, corrections, (float)weight, out slopes_T[token]);
            }

            toStates.Add(logits_CK.mm(others_DK.t()).to(ScalarType.Float32));
            toOthers_KD.add_(logits_CK.t().mm(chunk_CD), Scalars.One);
        }

        var slopes_T1 = tensor(slopes_T).unsqueeze(1);
        var toStates_TD = cat(toStates, 0).add_(targets_TD.detach().mul(slopes_T1), Scalars.One);
        return (loss, toStates_TD, states_TD.detach().mul(slopes_T1), toOthers_KD);
    }

    /// <summary>
    /// Replaces a row of logits by the loss' slope at each, which is the item's probability times the weight; returns the
    /// loss log(1 + e^(log Σ e^z - s)) and the slope at the target's logit.
    /// </summary>
    private double ToProbabilities(
        Tensor logits_CK,
        int token,
        float targetLogit,
        int target,
        ReadOnlySpan<int> others,
        ReadOnlySpan<float> corrections,
        float weight,
        out float targetSlope)
    {
        var row = _row.AsSpan(0, others.Length);
        Read(logits_CK, token, row);
        if (!corrections.IsEmpty)
        {
            TensorPrimitives.Subtract(row, corrections, row);
        }

        HideTarget(row, target, others);
        var highest = TensorPrimitives.Max<float>(row);
        TensorPrimitives.Subtract(row, highest, row);
        TensorPrimitives.Exp<float>(row, row);
        var sum = TensorPrimitives.Sum<float>(row);
        var distance = highest + Math.Log(sum) - targetLogit;
        var missed = (float)(1 / (1 + Math.Exp(-distance)));
        targetSlope = -missed * weight;
        TensorPrimitives.Multiply(row, missed * weight / sum, row);
        Write(row, logits_CK, token);
        return distance > 30 ? distance : Math.Log(1 + Math.Exp(distance));
    }

    private static void HideTarget(Span<float> row, int target, ReadOnlySpan<int> others)
    {
        var at = others.BinarySearch(target);
        if (at < 0)
        {
            return;
        }

        for (var before = at - 1; before >= 0 && others[before] == target; before--)
        {
            row[before] = float.NegativeInfinity;
        }

        for (; at < others.Length && others[at] == target; at++)
        {
            row[at] = float.NegativeInfinity;
        }
    }

    private static void Read(Tensor logits_CK, int token, Span<float> row)
    {
        if (logits_CK.dtype == ScalarType.Float32)
        {
            FlatParameters.FloatsOf(logits_CK).Slice(token * row.Length, row.Length).CopyTo(row);
            return;
        }

        // A bfloat16 is the upper half of a float.
        var halves = MemoryMarshal.Cast<byte, ushort>(logits_CK.bytes).Slice(token * row.Length, row.Length);
        var bits = MemoryMarshal.Cast<float, uint>(row);
        var at = 0;
        for (; at <= row.Length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(halves[at..]), out var low, out var high);
            (low << 16).CopyTo(bits[at..]);
            (high << 16).CopyTo(bits[(at + Vector<uint>.Count)..]);
        }

        for (; at < row.Length; at++)
        {
            bits[at] = (uint)halves[at] << 16;
        }
    }

    private static void Write(ReadOnlySpan<float> row, Tensor logits_CK, int token)
    {
        if (logits_CK.dtype == ScalarType.Float32)
        {
            row.CopyTo(FlatParameters.FloatsOf(logits_CK)[(token * row.Length)..]);
            return;
        }

        // Rounded to the nearest; none is negative or not a number.
        var halves = MemoryMarshal.Cast<byte, ushort>(logits_CK.bytes).Slice(token * row.Length, row.Length);
        var bits = MemoryMarshal.Cast<float, uint>(row);
        var half = new Vector<uint>(0x8000);
        var at = 0;
        for (; at <= row.Length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            var low = (new Vector<uint>(bits[at..]) + half) >> 16;
            var high = (new Vector<uint>(bits[(at + Vector<uint>.Count)..]) + half) >> 16;
            Vector.Narrow(low, high).CopyTo(halves[at..]);
        }

        for (; at < row.Length; at++)
        {
            halves[at] = (ushort)((bits[at] + 0x8000) >> 16);
        }
    }
}
