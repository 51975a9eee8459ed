namespace SmartRetail.Training.Fitting;

/// <summary>The tokens of a batch by their place in their sequence: all first ones, then all second ones, and so on.</summary>
/// <param name="Slots">The slot of each token; within a step, the longest sequences first.</param>
/// <param name="Sizes">How many sequences last to each step.</param>
/// <param name="Places">Where in this order each token of the batch is.</param>
internal sealed record TimeSteps(long[] Slots, int[] Sizes, long[] Places);
