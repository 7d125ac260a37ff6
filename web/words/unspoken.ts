/** What stands on the page when not even the first words came: in every language, since none is known to be here. */
export const unspoken = [
  'Baton could not be loaded. Check your connection, then load this page again.',
  'Baton을 불러오지 못했습니다. 연결을 확인한 뒤 이 페이지를 다시 불러오세요.',
].join('\n')
