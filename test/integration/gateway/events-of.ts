/** The events of a body, each by its name with its data. */
export const eventsOf = (body: string) =>
  body
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const [, type, data] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
      return { type, data: JSON.parse(data ?? 'null') };
    });
