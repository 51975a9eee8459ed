using SmartRetail.ModelTests;
using SmartRetail.Training.Native;

[assembly: AssemblyFixture(typeof(TorchFixture))]

namespace SmartRetail.ModelTests;

/// <summary>Loads libtorch before any test touches it.</summary>
public sealed class TorchFixture
{
    public TorchFixture() => TorchNative.Load();
}
