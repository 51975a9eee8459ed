using System.Numerics.Tensors;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Privacy;

namespace SmartRetail.ModelTests.Privacy;

/// <summary>What the guarantee rests on: how much one customer can change a step, and how much noise hides it.</summary>
public sealed class PrivateStepsTests
{
    private const double Clip = 0.05;

    // Of a sum of floats.
    private const double Rounding = 1e-5;

    public static TheoryData<string> Architectures => Fits.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void No_customer_adds_more_than_the_clip(string architecture)
    {
        using var fit = new PrivateFitSteps(architecture, Clip);

        var norms = Everybody().Select(customer => Norm(fit.SumOf(customer))).ToList();

        Assert.All(norms, norm => Assert.InRange(norm, 0, Clip));
        Assert.InRange(norms.Max(), Clip * 0.999, Clip);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_coming_or_going_of_a_customer_changes_the_sum_by_no_more_than_the_clip(string architecture)
    {
        using var fit = new PrivateFitSteps(architecture, Clip);
        var all = fit.SumOf(Everybody());

        var changes = Everybody().Select(customer => PrivateFitSteps.Distance(
            all, fit.SumOf([.. Everybody().Where(other => other != customer)])));

        Assert.All(changes, change => Assert.InRange(change, 0, Clip + Rounding));
    }

    [Fact]
    public void A_gradient_that_is_short_enough_stays_as_it_is()
    {
        using var wide = new PrivateFitSteps(SasRec.Name, clipNorm: 1e6);
        using var wider = new PrivateFitSteps(SasRec.Name, clipNorm: 2e6);

        var (sum, other) = (wide.SumOf(Everybody()), wider.SumOf(Everybody()));

        Assert.Equal(sum, other);
        Assert.InRange(Norm(sum), 10 * Clip, 1e6);
    }

    [Fact]
    public void Customers_in_a_group_have_the_gradients_that_each_has_alone()
    {
        using var fit = new PrivateFitSteps(Mlp.Name, Clip);

        var distances = Everybody().Select(customer => PrivateFitSteps.Distance(
            fit.SumOneByOne(customer), Difference(fit.SumOf(0, 39, customer), fit.SumOf(0, 39))));

        Assert.All(distances.Skip(1).SkipLast(1), distance => Assert.InRange(distance, 0, 1e-3 * Clip));
    }

    [Fact]
    public void A_group_has_the_gradients_of_its_customers_before_they_are_clipped_too()
    {
        using var fit = new PrivateFitSteps(Mlp.Name, clipNorm: 1e6);

        var (grouped, alone) = (fit.SumOf(Everybody()), fit.SumOneByOne(Everybody()));

        Assert.InRange(PrivateFitSteps.Distance(grouped, alone), 0, 1e-4 * Norm(alone));
    }

    [Fact]
    public void Every_parameter_has_noise_of_the_multiplier_times_the_clip_whether_touched_or_not()
    {
        using var fit = new PrivateFitSteps(SasRec.Name, Clip, noiseMultiplier: 1.5);
        using SecretRandom first = SecretRandom.OfSeed(1, 1, 1), second = SecretRandom.OfSeed(1, 1, 2);

        fit.Steps.Run([], fit.Negatives);
        fit.Steps.AddNoise([first, second]);

        // Standard error of a deviation over n values: 1/√(2n), which is 0.0010 for the half a million of the tables.
        Assert.Equal(1.5 * Clip, Deviation(fit.Steps.Sum[..fit.Layout.TablesLength]), 0.005 * 1.5 * Clip);
        Assert.Equal(1.5 * Clip, Deviation(fit.Steps.Sum[fit.Layout.TablesLength..]), 0.05 * 1.5 * Clip);
        Assert.Equal(1.5 * Clip, Deviation(fit.Steps.Sum[..(PrivateFitSteps.Items * 32)]), 0.1 * 1.5 * Clip);
        Assert.False(fit.Steps.Sum.Contains(0));
    }

    [Fact]
    public void A_step_divides_by_the_customers_expected_and_not_by_those_who_came()
    {
        using var fit = new PrivateFitSteps(SasRec.Name, Clip, noiseMultiplier: 0);
        var (one, all) = (Difference(fit, 20), Difference(fit, Everybody()));

        Assert.InRange(one, 1e-9, all);
        Assert.Equal(Norm(fit.SumOf(20)) / (0.5 * PrivateFitSteps.Customers), one, 1e-3 * one);
    }

    private static int[] Everybody() => [.. Enumerable.Range(0, PrivateFitSteps.Customers)];

    private static double Norm(ReadOnlySpan<float> values) => TensorPrimitives.Norm(values);

    private static float[] Difference(float[] first, float[] second)
    {
        var difference = new float[first.Length];
        TensorPrimitives.Subtract(first, second, difference);
        return difference;
    }

    private static double Difference(PrivateFitSteps fit, params int[] customers)
    {
        var before = fit.Parameters.ToArray();
        fit.Steps.Run(customers, fit.Negatives);
        fit.Steps.Update(learningRate: 1);
        var change = PrivateFitSteps.Distance(before, fit.Parameters.ToArray());
        before.CopyTo(fit.Parameters);
        return change;
    }

    private static double Deviation(ReadOnlySpan<float> values) => TensorPrimitives.Norm(values) / Math.Sqrt(values.Length);
}
