namespace SmartRetail.LoadTests.Shoppers;

/// <summary>What the time between two calls of a shopper counts from.</summary>
internal enum Pacing
{
    /// <summary>The moment that the call before was set for: an open loop, which answers do not slow down.</summary>
    Scheduled,

    /// <summary>The answer to the call before: a closed loop. Who waits asks for less.</summary>
    AfterAnswer,
}
