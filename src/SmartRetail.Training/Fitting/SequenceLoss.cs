namespace SmartRetail.Training.Fitting;

/// <summary>What a fit minimizes, for the logit s of a target and s_j of the other items.</summary>
public enum SequenceLoss
{
    /// <summary>
    /// The cross-entropy of the target among sampled items, each logit corrected by how often it is expected in the sample:
    /// -log(e^s / (e^s + Σ e^(s_j - log(K·q_j)))) for K items drawn by q (Bengio and Senécal 2008).
    /// </summary>
    SampledSoftmax,

    /// <summary>The cross-entropy of the target among all items: -log(e^s / Σ e^s_j).</summary>
    Softmax,

    /// <summary>
    /// The binary cross-entropy of target and sampled items: -log σ(s) - Σ log(1 - σ(s_j)) (Kang and McAuley 2018, with
    /// one sampled item).
    /// </summary>
    BinaryCrossEntropy,
}
