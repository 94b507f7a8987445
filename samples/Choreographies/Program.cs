using Choreographies.Running;

return await SampleProgram.RunAsync(args);
