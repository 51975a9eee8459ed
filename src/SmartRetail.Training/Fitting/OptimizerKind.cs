namespace SmartRetail.Training.Fitting;

/// <summary>How parameters follow a gradient.</summary>
public enum OptimizerKind
{
    /// <summary>Kingma and Ba 2015.</summary>
    Adam,

    /// <summary>Adam with the weight decay apart from the gradient (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Plain gradient descent: the parameter minus the learning rate times its gradient.</summary>
    Sgd,
}
