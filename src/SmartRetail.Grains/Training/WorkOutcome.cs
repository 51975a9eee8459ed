using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>What became of an order.</summary>
/// <param name="Progress">The worker's last word when it has done the order; null otherwise.</param>
/// <param name="Failure">Why the worker's process failed; null unless it did.</param>
/// <param name="IsLate">Whether it was not waited for any longer; when none of the three, it was lost.</param>
internal sealed record WorkOutcome(TeamMember Member, FitProgress? Progress, string? Failure, bool IsLate)
{
    public static WorkOutcome Lost(TeamMember member) => new(member, null, null, IsLate: false);

    public static WorkOutcome Late(TeamMember member) => new(member, null, null, IsLate: true);
}
