using TorchSharp;

namespace SmartRetail.Training.Native;

/// <summary>
/// Numbers for tensor operations that live as long as the process. TorchSharp makes a native scalar of every number it is
/// given, also of the factor 1 that an addition has by default, and lets go of it before the native call has read it: a
/// garbage collection at that moment frees it, and the operation fails or computes with what lies there.
/// </summary>
internal static class Scalars
{
    public static readonly Scalar One = 1;
}
