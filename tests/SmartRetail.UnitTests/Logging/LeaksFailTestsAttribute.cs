using System.Reflection;
using System.Runtime.CompilerServices;
using SmartRetail.Testing.Logs;
using SmartRetail.UnitTests.Logging;
using Xunit.v3;

[assembly: LeaksFailTests]

namespace SmartRetail.UnitTests.Logging;

/// <summary>Fails a test in whose course a leak was found, beside the error that it may have of its own.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LeaksFailTestsAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var leaks = Leaks.Take(test.UniqueID);
        if (leaks.Count > 0)
        {
            throw leaks.Count == 1 ? leaks[0] : new AggregateException(leaks);
        }
    }

    // What a test's class or a fixture disposes of comes after this; xunit tells of that beside the test by itself.
    [ModuleInitializer]
    internal static void Listen() => Leaks.RunningTest = () =>
        TestContext.Current is { TestStatus: TestEngineStatus.Running, Test: { } test } ? test.UniqueID : null;
}
