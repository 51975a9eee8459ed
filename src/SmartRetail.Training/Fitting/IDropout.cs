using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>Drops a share of activations while a network is fitted.</summary>
internal interface IDropout
{
    /// <summary>Begins anew from the seed.</summary>
    void Reseed(ulong seed);

    /// <summary>Drops a share of the values and scales the others up by as much.</summary>
    Tensor Apply(Tensor values);
}
