/** A bot, as far as it takes to have something to test: it tries again when it has asked too much. */
export class Bot {
  constructor(url) {
    this.url = url;
  }

  async open(name) {
    const opened = await this.call({ method: 'open_dialog', name, access_method: 'internal_data' });
    this.uuid = opened.uuid;
    return opened.result.system_text;
  }

  async say(text) {
    const said = await this.call({ method: 'dialog', uuid: this.uuid, text });
    return said.result.system_text;
  }

  async close() {
    await this.call({ method: 'close_dialog', uuid: this.uuid });
  }

  async call(argument, tries = 3) {
    const body = JSON.stringify({ access_key: 'test', argument });
    const answer = await fetch(this.url, { method: 'POST', body });
    if (answer.status === 429 && tries > 1) return this.call(argument, tries - 1);
    const { result, reason, return_object: returned } = await answer.json();
    if (result !== 0) throw new Error(reason);
    if (returned.result.state === 'error') throw new Error(returned.result.message);
    return returned;
  }
}
