using SmartRetail.Hosting.Cluster;
using SmartRetail.UnitTests.Storage;

namespace SmartRetail.UnitTests.Cluster;

public sealed class DeviceFinderTests : IDisposable
{
    private readonly TemporaryFolder _program = new();
    private readonly TemporaryFolder _devices = new();

    public void Dispose()
    {
        _program.Dispose();
        _devices.Dispose();
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda:3")]
    public void Says_what_it_is_told(string device) => Assert.Equal(device, Find(device));

    [Fact]
    public void Finds_the_first_gpu_when_the_program_brings_the_library_for_it()
    {
        Touch(_program, "libtorch_cuda.so");
        Touch(_devices, "nvidiactl");
        Touch(_devices, "nvidia-uvm");
        Touch(_devices, "nvidia2");
        Touch(_devices, "nvidia1");

        Assert.Equal("cuda:1", Find(DeviceFinder.Auto));
    }

    [Fact]
    public void A_gpu_is_of_no_use_to_a_program_built_for_processors()
    {
        Touch(_devices, "nvidia0");

        Assert.Equal("cpu", Find(DeviceFinder.Auto));
    }

    [Fact]
    public void Falls_back_to_the_processors_of_a_machine_without_a_gpu()
    {
        Touch(_program, "libtorch_cuda.so");
        Touch(_devices, "nvidiactl");

        Assert.Equal("cpu", Find(DeviceFinder.Auto));
    }

    private string Find(string option) => DeviceFinder.Resolve(option, _program.Path, _devices.Path);

    private static void Touch(TemporaryFolder folder, string file) =>
        File.WriteAllBytes(Path.Combine(folder.Path, file), []);
}
