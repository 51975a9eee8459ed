using SmartRetail.Training.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Fitting;

/// <summary>What <see cref="SoftmaxLoss"/> is, in the operations of a device.</summary>
/// <remarks>T tokens, C of them at once, K other items, D dimensions; logits z_CK, s_C1 of the targets.</remarks>
internal sealed class DeviceSoftmaxLoss(bool halfPrecision)
{
    // Logits held at once: 512 MB, and two or three times as much for what is computed of them.
    private const long ChunkLogits = 1 << 27;
    private static readonly Scalar Hidden = float.NegativeInfinity;

    /// <param name="targets_T">The items of the targets.</param>
    /// <param name="others_K">The other items; a target among them is not one of its own others.</param>
    /// <param name="corrections_K">What is taken off the logit of each other item; null for nothing.</param>
    /// <param name="weights_T1">What each token's loss is multiplied by.</param>
    /// <returns>The sum of the weighted losses, and its gradients.</returns>
    public (Tensor Loss, Tensor States_TD, Tensor Targets_TD, Tensor Others_KD) Compute(
        Tensor states_TD,
        Tensor targets_TD,
        Tensor others_KD,
        Tensor targets_T,
        Tensor others_K,
        Tensor? corrections_K,
        Tensor weights_T1)
    {
        using var noGradient = no_grad();
        var type = halfPrecision ? ScalarType.BFloat16 : ScalarType.Float32;
        var (states, others) = (states_TD.detach().to(type), others_KD.detach().to(type));
        var target_T1 = states_TD.detach().mul(targets_TD.detach()).sum(1, keepdim: true);
        var tokens = states_TD.shape[0];
        var chunk = Math.Max(1, ChunkLogits / others_KD.shape[0]);
        var (losses, slopes, toStates) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        var toOthers_KD = zeros_like(others_KD);
        for (long first = 0; first < tokens; first += chunk)
        {
            var count = Math.Min(chunk, tokens - first);
            var states_CD = states.narrow(0, first, count);
            var weights_C1 = weights_T1.narrow(0, first, count);
            var logits_CK = states_CD.mm(others.t()).to(ScalarType.Float32);
            if (corrections_K is not null)
            {
                logits_CK.sub_(corrections_K);
            }

            logits_CK.masked_fill_(targets_T.narrow(0, first, count).unsqueeze(1).eq(others_K), Hidden);
            var sum_C1 = logits_CK.logsumexp(1, keepdim: true);
            var distance_C1 = sum_C1.sub(target_T1.narrow(0, first, count));
            var missed_C1 = distance_C1.sigmoid().mul_(weights_C1);
            losses.Add(functional.softplus(distance_C1).mul_(weights_C1).sum());
            slopes.Add(missed_C1.neg());
            var probabilities_CK = logits_CK.sub_(sum_C1).exp_().mul_(missed_C1).to(type);
            toStates.Add(probabilities_CK.mm(others).to(ScalarType.Float32));
            toOthers_KD.add_(probabilities_CK.t().mm(states_CD), Scalars.One);
        }

        var slopes_T1 = cat(slopes, 0);
        var toStates_TD = cat(toStates, 0).add_(targets_TD.detach().mul(slopes_T1), Scalars.One);
        return (stack(losses).sum(), toStates_TD, states_TD.detach().mul(slopes_T1), toOthers_KD);
    }
}
