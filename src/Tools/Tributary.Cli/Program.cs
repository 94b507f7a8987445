return await Tributary.Cli.Tool.RunAsync(args, Console.Out, Console.Error);
